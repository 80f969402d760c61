package interop;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.apache.wss4j.common.crypto.Crypto;
import org.apache.wss4j.common.crypto.CryptoFactory;
import org.apache.wss4j.dom.engine.WSSConfig;
import org.apache.wss4j.dom.handler.HandlerAction;
import org.apache.wss4j.dom.handler.RequestData;
import org.apache.wss4j.dom.handler.WSHandler;
import org.apache.wss4j.dom.util.WSSecurityUtil;
import org.w3c.dom.Document;

/**
 * Signs envelopes with WSS4J, by the very properties that a partner gives to CXF's WSS4JOutInterceptor, which is
 * a WSHandler as this is. Arguments: an instant, then files of properties. Each names its `envelope` and its
 * `recorded` file; the other keys are WSS4J's.
 */
public final class Recorder extends WSHandler {
    private final Properties options = new Properties();
    private final Crypto crypto;

    private Recorder(Path file) throws Exception {
        try (InputStream stream = Files.newInputStream(file)) {
            options.load(stream);
        }
        crypto = CryptoFactory.getInstance(options);
    }

    public static void main(String[] arguments) throws Exception {
        Instant now = Instant.parse(arguments[0]);
        for (String file : List.of(arguments).subList(1, arguments.length)) {
            try {
                new Recorder(Path.of(file)).record(now);
                System.out.println("recorded " + file);
            } catch (Exception error) {
                System.out.println("failed " + file + " " + root(error));
            }
        }
    }

    private void record(Instant now) throws Exception {
        Document message = parse(Files.readAllBytes(Path.of(options.getProperty("envelope"))));
        RequestData data = new RequestData();
        data.setMsgContext(options);
        data.setUsername(options.getProperty("user"));
        WSSConfig config = WSSConfig.getNewInstance();
        config.setCurrentTime(() -> now);
        data.setWssConfig(config);
        List<HandlerAction> actions = new ArrayList<>();
        for (int action : WSSecurityUtil.decodeAction(options.getProperty("action")).stream().mapToInt(i -> i).toArray()) {
            actions.add(new HandlerAction(action));
        }
        doSenderAction(message, data, actions, true);
        try (var out = Files.newOutputStream(Path.of(options.getProperty("recorded")))) {
            TransformerFactory.newInstance().newTransformer().transform(new DOMSource(message), new StreamResult(out));
        }
    }

    private static Document parse(byte[] raw) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(raw));
    }

    private static Throwable root(Throwable error) {
        return error.getCause() == null ? error : root(error.getCause());
    }

    @Override
    public Crypto loadSignatureCrypto(RequestData data) {
        return crypto;
    }

    @Override
    public Object getOption(String key) {
        return options.getProperty(key);
    }

    @Override
    public Object getProperty(Object context, String key) {
        return ((Properties) context).get(key);
    }

    @Override
    public void setProperty(Object context, String key, Object value) {
        ((Properties) context).put(key, value);
    }

    @Override
    public String getPassword(Object context) {
        return options.getProperty("password");
    }

    @Override
    public void setPassword(Object context, String password) {
        options.setProperty("password", password);
    }
}
