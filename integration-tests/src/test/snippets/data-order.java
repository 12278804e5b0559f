// docs/data.md: @Doc("What a customer ordered")
package snippets.data;

import io.npipeline.binding.Alias;
import io.npipeline.binding.Default;
import io.npipeline.binding.Doc;
import io.npipeline.binding.Name;
import io.npipeline.binding.Scale;
import io.npipeline.binding.Unknown;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

public interface OrderTypes {
// the snippet
}
