package interop;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.apache.cxf.helpers.IOUtils;
import org.apache.cxf.interceptor.Fault;
import org.apache.cxf.io.CachedOutputStream;
import org.apache.cxf.message.Message;
import org.apache.cxf.phase.AbstractPhaseInterceptor;
import org.apache.cxf.phase.Phase;

/** What somebody on the way does to the bytes: after the client has signed them, or before it reads them. */
final class Wire {
    private Wire() {}

    /** The request, once it is signed and printed. */
    static final class Out extends AbstractPhaseInterceptor<Message> {
        private final UnaryOperator<String> change;

        Out(UnaryOperator<String> change) {
            super(Phase.PRE_STREAM);
            this.change = change;
        }

        @Override
        public void handleMessage(Message message) {
            OutputStream onward = message.getContent(OutputStream.class);
            message.setContent(OutputStream.class, new CachedOutputStream() {
                @Override
                protected void doClose() throws IOException {
                    String sent = new String(getBytes(), StandardCharsets.UTF_8);
                    onward.write(change.apply(sent).getBytes(StandardCharsets.UTF_8));
                    onward.close();
                }
            });
        }
    }

    /** The answer, before anything has read it. */
    static final class In extends AbstractPhaseInterceptor<Message> {
        private final UnaryOperator<String> change;

        In(UnaryOperator<String> change) {
            super(Phase.RECEIVE);
            this.change = change;
        }

        @Override
        public void handleMessage(Message message) {
            try {
                String received = IOUtils.toString(message.getContent(InputStream.class), "UTF-8");
                byte[] changed = change.apply(received).getBytes(StandardCharsets.UTF_8);
                message.setContent(InputStream.class, new ByteArrayInputStream(changed));
            } catch (IOException error) {
                throw new Fault(error);
            }
        }
    }
}
