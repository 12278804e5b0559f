// docs/data.md: final class Customer {
package snippets.data;

import io.npipeline.binding.Name;
import java.time.LocalDate;

public interface CustomerType {
// the snippet
}
