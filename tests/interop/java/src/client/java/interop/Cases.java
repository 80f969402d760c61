package interop;

import interop.kerjasama.Galat;
import interop.kerjasama.LayananKerjaSama;
import jakarta.xml.ws.BindingProvider;
import jakarta.xml.ws.soap.AddressingFeature;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.namespace.QName;
import org.apache.cxf.binding.soap.SoapFault;
import org.apache.cxf.binding.soap.interceptor.Soap11FaultInInterceptor;
import org.apache.cxf.binding.soap.interceptor.Soap12FaultInInterceptor;
import org.apache.cxf.endpoint.Client;
import org.apache.cxf.frontend.ClientProxy;
import org.apache.cxf.interceptor.ClientFaultConverter;
import org.apache.cxf.message.Message;
import org.apache.cxf.phase.AbstractPhaseInterceptor;
import org.apache.cxf.phase.Phase;
import org.apache.cxf.ws.security.SecurityConstants;

/**
 * A client of CXF against a running server. Prints a line for each case: its name, a tab, and what came of it, which is
 * `ok` and something of the answer, `fault` with both codes of a fault that was verified, or what made the client
 * refuse the answer. The argument is a file of properties.
 */
public final class Cases {
    private final Partner partner;

    private Cases(Partner partner) {
        this.partner = partner;
    }

    public static void main(String[] arguments) throws Exception {
        Cases cases = new Cases(Partner.read(arguments[0]));
        // First: CXF keeps the algorithm that a port was given for all ports of the process.
        cases.withoutAlgorithm(false);
        cases.withoutAlgorithm(true);
        cases.all(false);
        cases.all(true);
    }

    private void withoutAlgorithm(boolean soap12) {
        say(soap12, "algorithm not set", () -> {
            LayananKerjaSama port = partner.kerjaSama(soap12);
            ((BindingProvider) port).getRequestContext().remove("ws-security.asymmetric.signature.algorithm");
            // CXF does not come to read the fault: its signature has another algorithm, too, than the suite has then.
            AtomicReference<String> heard = new AtomicReference<>("");
            client(port).getInInterceptors().add(new Wire.In(got -> {
                heard.set(got);
                return got;
            }));
            return outcome(() -> status(port)) + " / on the wire: " + faultCode(heard.get());
        });
    }

    private void all(boolean soap12) {
        say(soap12, "status", () -> status(partner.kerjaSama(soap12)));
        say(soap12, "employees", () -> employees(soap12));
        say(soap12, "streaming", () -> {
            LayananKerjaSama port = partner.kerjaSama(soap12);
            ((BindingProvider) port).getRequestContext().put(SecurityConstants.ENABLE_STREAMING_SECURITY, true);
            return status(port);
        });
        say(soap12, "addressing", () -> status(partner.kerjaSama(soap12, new AddressingFeature(true))));
        say(soap12, "request changed", () -> {
            LayananKerjaSama port = partner.kerjaSama(soap12);
            client(port).getOutInterceptors().add(new Wire.Out(sent -> replace(sent, "petugas-uji", "petugas-xxx")));
            return status(port);
        });
        say(soap12, "request unsigned", () -> {
            LayananKerjaSama port = partner.kerjaSama(soap12);
            client(port).getOutInterceptors().add(new Wire.Out(Cases::withoutSecurity));
            return status(port);
        });
        say(soap12, "fault changed", () -> {
            LayananKerjaSama port = partner.kerjaSama(soap12);
            client(port).getOutInterceptors().add(new Wire.Out(sent -> replace(sent, "petugas-uji", "petugas-xxx")));
            client(port).getInInterceptors().add(new Wire.In(got -> replace(got, "TANDA_TANGAN", "TANDA_ANGIN")));
            return status(port);
        });
        say(soap12, "answer changed", () -> {
            LayananKerjaSama port = partner.kerjaSama(soap12);
            client(port).getInInterceptors().add(new Wire.In(got -> replace(got, "BERLAKU", "BERAKHIR")));
            return status(port);
        });
        say(soap12, "answer by a stranger", () -> status(partner.trustingItselfOnly().kerjaSama(soap12)));
        say(soap12, "answer unsigned", () -> {
            LayananKerjaSama port = partner.kerjaSama(soap12);
            client(port).getInInterceptors().add(new Wire.In(Cases::withoutSecurity));
            return status(port);
        });
        say(soap12, "answer to another", () -> {
            AtomicReference<String> first = new AtomicReference<>();
            LayananKerjaSama port = partner.kerjaSama(soap12);
            client(port).getInInterceptors().add(new Wire.In(got -> first.compareAndSet(null, got) ? got : first.get()));
            status(port);
            return status(port);
        });
    }

    private static String status(LayananKerjaSama port) throws Exception {
        client(port).getInFaultInterceptors().add(new FaultCode());
        return "ok " + port.cekStatusPerjanjian(Partner.status()).getStatus().value();
    }

    private String employees(boolean soap12) throws Exception {
        var answer = partner.bpjs(soap12).ambilDataPegawai(Partner.employees());
        return "ok " + answer.getPegawai().size() + " of " + answer.getJumlahSeluruhnya();
    }

    private static Client client(Object port) {
        return ClientProxy.getClient(port);
    }

    private static String replace(String message, String old, String changed) {
        if (!message.contains(old)) {
            throw new IllegalStateException("nothing to change: " + message);
        }
        return message.replace(old, changed);
    }

    private static String faultCode(String message) {
        Matcher code = Pattern.compile(">(wss[eu]:\\w+)</").matcher(message);
        return code.find() ? code.group(1) : "none";
    }

    private static String withoutSecurity(String message) {
        return message.replaceFirst("(?s)<wsse:Security.*</wsse:Security>", "");
    }

    private static void say(boolean soap12, String name, Callable<String> run) {
        System.out.println((soap12 ? "1.2 " : "1.1 ") + name + "\t" + outcome(run).replaceAll("\\s+", " "));
    }

    private static String outcome(Callable<String> run) {
        try {
            return run.call();
        } catch (Galat fault) {
            return "fault " + FaultCode.last() + " " + fault.getFaultInfo().getKodeGalat();
        } catch (Throwable error) {
            Throwable cause = error;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            return cause.getClass().getSimpleName() + " " + cause.getMessage();
        }
    }

    /** Keeps the code of a fault, which no exception made by JAX-WS tells. */
    private static final class FaultCode extends AbstractPhaseInterceptor<Message> {
        private static QName last;

        FaultCode() {
            super(Phase.UNMARSHAL);
            addAfter(Soap11FaultInInterceptor.class.getName());
            addAfter(Soap12FaultInInterceptor.class.getName());
            addBefore(ClientFaultConverter.class.getName());
        }

        static QName last() {
            return last;
        }

        @Override
        public void handleMessage(Message message) {
            SoapFault fault = (SoapFault) message.getContent(Exception.class);
            List<QName> sub = fault.getSubCodes();
            last = sub == null || sub.isEmpty() ? fault.getFaultCode() : sub.get(0);
        }
    }
}
