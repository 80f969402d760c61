package interop;

import interop.bpjs.LayananBpjs;
import interop.bpjs.LayananBpjs_Service;
import interop.bpjs.TAmbilDataPegawai;
import interop.kerjasama.LayananKerjaSama;
import interop.kerjasama.LayananKerjaSama_Service;
import interop.kerjasama.TCekStatusPerjanjian;
import jakarta.xml.ws.BindingProvider;
import jakarta.xml.ws.WebServiceFeature;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.GregorianCalendar;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import javax.xml.datatype.DatatypeFactory;
import javax.xml.datatype.XMLGregorianCalendar;
import org.apache.cxf.rt.security.SecurityConstants;

/** BPJS Kesehatan, as its developer would write it: the generated client, its keys, and one algorithm. */
final class Partner {
    static final String RSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
    private final Properties given;

    Partner(Properties given) {
        this.given = given;
    }

    static Partner read(String file) throws Exception {
        Properties given = new Properties();
        try (InputStream stream = Files.newInputStream(Path.of(file))) {
            given.load(stream);
        }
        return new Partner(given);
    }

    /** The same with its own certificate where that of BKN should be. */
    Partner trustingItselfOnly() {
        Properties changed = new Properties();
        changed.putAll(given);
        changed.setProperty("trusted.store", given.getProperty("own.store"));
        changed.setProperty("trusted.alias", given.getProperty("own.alias"));
        return new Partner(changed);
    }

    LayananKerjaSama kerjaSama(boolean soap12, WebServiceFeature... features) throws Exception {
        LayananKerjaSama_Service service = new LayananKerjaSama_Service(contract("LayananKerjaSama"));
        return withKeys(soap12 ? service.getLayananKerjaSamaSoap12(features) : service.getLayananKerjaSama(features));
    }

    LayananBpjs bpjs(boolean soap12) throws Exception {
        LayananBpjs_Service service = new LayananBpjs_Service(contract("LayananBpjs"));
        return withKeys(soap12 ? service.getLayananBpjsSoap12() : service.getLayananBpjs());
    }

    private URL contract(String service) throws Exception {
        return new URL(given.getProperty("contract").formatted(service));
    }

    /** All that the policy leaves open. */
    private <T> T withKeys(T port) {
        Map<String, Object> context = ((BindingProvider) port).getRequestContext();
        context.put(SecurityConstants.SIGNATURE_PROPERTIES, store("own"));
        context.put(SecurityConstants.SIGNATURE_USERNAME, given.getProperty("own.alias"));
        context.put(SecurityConstants.SIGNATURE_PASSWORD, given.getProperty("password"));
        context.put(SecurityConstants.ENCRYPT_PROPERTIES, store("trusted"));
        context.put(SecurityConstants.ENCRYPT_USERNAME, given.getProperty("trusted.alias"));
        context.put("ws-security.asymmetric.signature.algorithm", RSA_SHA256);
        return port;
    }

    private Properties store(String name) {
        String prefix = "org.apache.wss4j.crypto.";
        Properties properties = new Properties();
        properties.setProperty(prefix + "provider", "org.apache.wss4j.common.crypto.Merlin");
        properties.setProperty(prefix + "merlin.keystore.type", "PKCS12");
        properties.setProperty(prefix + "merlin.keystore.file", given.getProperty(name + ".store"));
        properties.setProperty(prefix + "merlin.keystore.password", given.getProperty("password"));
        return properties;
    }

    static TCekStatusPerjanjian status() throws Exception {
        var heading = new interop.kerjasama.TKepala();
        heading.setIdPesan(UUID.randomUUID().toString());
        heading.setWaktuKirim(now());
        heading.setKodeMitra("BPJS");
        heading.setNomorPerjanjian("41/K/KS/X/2016");
        heading.setKodeTujuan("PELAKSANAAN_PERJANJIAN");
        heading.setIdPengguna("petugas-uji");
        heading.setVersiElemen("BPJS-1");
        TCekStatusPerjanjian request = new TCekStatusPerjanjian();
        request.setKepala(heading);
        return request;
    }

    static TAmbilDataPegawai employees() throws Exception {
        var heading = new interop.bpjs.TKepala();
        heading.setIdPesan(UUID.randomUUID().toString());
        heading.setWaktuKirim(now());
        heading.setKodeMitra("BPJS");
        heading.setNomorPerjanjian("41/K/KS/X/2016");
        heading.setKodeTujuan("PENYELENGGARAAN_JKN");
        heading.setIdPengguna("petugas-uji");
        heading.setVersiElemen("BPJS-1");
        TAmbilDataPegawai request = new TAmbilDataPegawai();
        request.setKepala(heading);
        request.setUkuranHalaman(50);
        return request;
    }

    private static XMLGregorianCalendar now() throws Exception {
        return DatatypeFactory.newInstance().newXMLGregorianCalendar(new GregorianCalendar());
    }
}
