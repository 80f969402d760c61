package interop;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import javax.crypto.KeyGenerator;
import javax.security.auth.callback.Callback;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.apache.wss4j.common.WSEncryptionPart;
import org.apache.wss4j.common.crypto.Crypto;
import org.apache.wss4j.common.crypto.CryptoFactory;
import org.apache.wss4j.common.ext.WSPasswordCallback;
import org.apache.wss4j.dom.WSConstants;
import org.apache.wss4j.dom.engine.WSSConfig;
import org.apache.wss4j.dom.engine.WSSecurityEngine;
import org.apache.wss4j.dom.engine.WSSecurityEngineResult;
import org.apache.wss4j.dom.handler.RequestData;
import org.apache.wss4j.dom.message.WSSecEncrypt;
import org.apache.wss4j.dom.message.WSSecHeader;
import org.apache.wss4j.dom.message.WSSecSignature;
import org.apache.wss4j.dom.message.WSSecTimestamp;
import org.w3c.dom.Document;

/**
 * Signs and encrypts an envelope with WSS4J, or decrypts and verifies one. Arguments: `write` or `read`, the envelope,
 * where the result goes, our key store, the store of the other's certificate, the stores' password, and for `write`
 * how EncryptedKey names the certificate. Prints WSS4J's number of each thing that it has checked.
 */
public final class Encryption {
    private final Document message;
    private final Crypto own;
    private final Crypto other;
    private final String password;

    private Encryption(String[] arguments) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        message = factory.newDocumentBuilder().parse(Path.of(arguments[1]).toFile());
        password = arguments[5];
        own = crypto(arguments[3]);
        other = crypto(arguments[4]);
    }

    public static void main(String[] arguments) throws Exception {
        WSSConfig.init();
        Encryption encryption = new Encryption(arguments);
        if (arguments[0].equals("read")) {
            encryption.read();
        } else {
            encryption.write(Integer.parseInt(arguments[6]));
        }
        try (var out = Files.newOutputStream(Path.of(arguments[2]))) {
            TransformerFactory.newInstance().newTransformer().transform(new DOMSource(encryption.message), new StreamResult(out));
        }
    }

    private Crypto crypto(String store) throws Exception {
        Properties properties = new Properties();
        String merlin = "org.apache.wss4j.crypto.merlin.keystore.";
        properties.put("org.apache.wss4j.crypto.provider", "org.apache.wss4j.common.crypto.Merlin");
        properties.put(merlin + "type", "PKCS12");
        properties.put(merlin + "file", store);
        properties.put(merlin + "password", password);
        return CryptoFactory.getInstance(properties, Encryption.class.getClassLoader(), null);
    }

    private void read() throws Exception {
        RequestData data = new RequestData();
        data.setSigVerCrypto(other);
        data.setDecCrypto(own);
        data.setWssConfig(WSSConfig.getNewInstance());
        data.setCallbackHandler(callbacks -> {
            for (Callback callback : callbacks) {
                ((WSPasswordCallback) callback).setPassword(password);
            }
        });
        for (WSSecurityEngineResult result : new WSSecurityEngine().processSecurityHeader(message, data).getResults()) {
            System.out.println(result.get(WSSecurityEngineResult.TAG_ACTION));
        }
    }

    private void write(int identifier) throws Exception {
        String soap = message.getDocumentElement().getNamespaceURI();
        WSSecHeader header = new WSSecHeader(message);
        header.insertSecurityHeader();
        new WSSecTimestamp(header).build();
        WSSecSignature signature = new WSSecSignature(header);
        signature.setUserInfo("own", password);
        signature.setKeyIdentifierType(WSConstants.BST_DIRECT_REFERENCE);
        signature.setSignatureAlgorithm(WSConstants.RSA_SHA256);
        signature.setDigestAlgo(WSConstants.SHA256);
        signature.prepare(own);
        signature.prependBSTElementToHeader();
        signature.computeSignature(signature.addReferencesToSign(List.of(
            new WSEncryptionPart("Body", soap, ""),
            new WSEncryptionPart("Timestamp", WSConstants.WSU_NS, ""),
            new WSEncryptionPart(signature.getBSTTokenId()))), false, null);
        WSSecEncrypt encrypt = new WSSecEncrypt(header);
        encrypt.setUserInfo("other");
        encrypt.setKeyIdentifierType(identifier);
        encrypt.setSymmetricEncAlgorithm(WSConstants.AES_256_GCM);
        encrypt.setKeyEncAlgo(WSConstants.KEYTRANSPORT_RSAOAEP_XENC11);
        encrypt.setDigestAlgorithm(WSConstants.SHA256);
        encrypt.setMGFAlgorithm(WSConstants.MGF_SHA256);
        encrypt.getParts().add(new WSEncryptionPart("Body", soap, "Content"));
        KeyGenerator keys = KeyGenerator.getInstance("AES");
        keys.init(256);
        encrypt.build(other, keys.generateKey());
    }
}
