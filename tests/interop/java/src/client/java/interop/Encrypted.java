package interop;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.cxf.BusFactory;
import org.apache.cxf.frontend.ClientProxy;
import org.apache.cxf.ws.security.policy.custom.AlgorithmSuiteLoader;

/** Writes down what a client sends whose contract asks for an encrypted Body. Arguments: properties, and the file. */
public final class Encrypted {
    private Encrypted() {}

    public static void main(String[] arguments) throws Exception {
        BusFactory.getDefaultBus().setExtension(new Suite(), AlgorithmSuiteLoader.class);
        var port = Partner.read(arguments[0]).kerjaSama(false);
        AtomicReference<String> sent = new AtomicReference<>();
        ClientProxy.getClient(port).getOutInterceptors().add(new Wire.Out(message -> {
            sent.set(message);
            throw new IllegalStateException("it does not leave");
        }));
        try {
            port.cekStatusPerjanjian(Partner.status());
        } catch (Exception stopped) {
            Files.writeString(Path.of(arguments[1]), sent.get());
        }
    }
}
