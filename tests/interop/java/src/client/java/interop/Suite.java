package interop;

import org.apache.cxf.Bus;
import org.apache.cxf.ws.security.policy.custom.AlgorithmSuiteLoader;
import org.apache.cxf.ws.security.policy.custom.DefaultAlgorithmSuiteLoader;
import org.apache.neethi.Policy;
import org.apache.wss4j.policy.SPConstants.SPVersion;
import org.apache.wss4j.policy.model.AlgorithmSuite;

/**
 * What a partner adds whose agreement encrypts the Body. CXF's CustomAlgorithmSuite transports the key with RSA 1.5, and
 * no property of CXF's sets the digest and the mask of OAEP. Give it to the bus: it is one for both directions.
 */
public final class Suite implements AlgorithmSuiteLoader {
    @Override
    public AlgorithmSuite getAlgorithmSuite(Bus bus, SPVersion version, Policy policy) {
        AlgorithmSuite suite = new DefaultAlgorithmSuiteLoader().getAlgorithmSuite(bus, version, policy);
        AlgorithmSuite.AlgorithmSuiteType type = suite.getAlgorithmSuiteType();
        if (type != null && type.getName().equals("CustomAlgorithmSuite")) {
            type.setAsymmetricKeyWrap("http://www.w3.org/2009/xmlenc11#rsa-oaep");
            type.setEncryptionDigest("http://www.w3.org/2001/04/xmlenc#sha256");
            type.setMGFAlgo("http://www.w3.org/2009/xmlenc11#mgf1sha256");
        }
        return suite;
    }
}
