package io.npipeline.quickstart;

import io.npipeline.quickstart.validation.ConnectorFile;
import io.npipeline.quickstart.validation.ConnectorValidation;
import io.npipeline.quickstart.validation.Remark;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Says of files whether a worker would take the connectors in them. Used once, by one thread. */
final class Validate {

    private final Checkout checkout;
    private final ValidateOptions options;
    private final Console console;

    Validate(Checkout checkout, ValidateOptions options, Console console) {
        this.checkout = checkout;
        this.options = options;
        this.console = console;
    }

    /**
     * Prints what is to be said.
     *
     * @return whether a worker would take all
     * @throws UsageException when a file is no connector's configuration, or the folder has no plugins
     */
    boolean run() throws IOException, InterruptedException, UsageException {
        List<ConnectorFile> files = read();
        try (PluginCopy plugins = PluginCopy.of(checkout, options.pluginPath())) {
            ConnectorValidation validation = new ConnectorValidation(plugins.path(), System.getenv());
            boolean valid = true;
            for (ConnectorFile file : files) {
                valid &= print(file, validation.validate(file));
            }
            return valid;
        }
    }

    private List<ConnectorFile> read() throws IOException, UsageException {
        List<ConnectorFile> files = new ArrayList<>();
        for (Path file : options.connectors()) {
            files.add(Connectors.read(file));
        }
        return files;
    }

    private boolean print(ConnectorFile file, List<Remark> remarks) {
        remarks.forEach(remark -> console.line(remark.toString()));
        long errors = remarks.stream().filter(Remark::isError).count();
        console.line(file.file().getFileName()
                + switch ((int) errors) {
                    case 0 -> " is valid.";
                    case 1 -> " has an error.";
                    default -> " has " + errors + " errors.";
                });
        return errors == 0;
    }
}
