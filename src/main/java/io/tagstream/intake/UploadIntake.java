package io.tagstream.intake;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordBatchMetadata;
import io.tagstream.failure.Dependency;
import io.tagstream.failure.Failure;
import io.tagstream.failure.Halt;
import io.tagstream.failure.Interrupted;
import io.tagstream.failure.Retrier;
import io.tagstream.photo.EventLog;
import io.tagstream.pipeline.IncomingEvent;
import io.tagstream.pipeline.PhotoPipeline;
import io.tagstream.pipeline.Quarantine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * Takes batches from Kafka and hands them to the pipeline, several at a time; a batch is acknowledged after its transaction. The
 * connector commits an offset only when all before it are acknowledged.
 */
@ApplicationScoped
@Identifier("photos-uploaded")
public class UploadIntake implements KafkaConsumerRebalanceListener {

    private static final Logger LOG = Logger.getLogger(UploadIntake.class);

    private final EventParser parser;
    private final EventLogs logs;
    private final PhotoPipeline pipeline;
    private final Quarantine quarantine;
    private final Retrier retrier;
    private final Halt end;
    private final IntakeConfig config;
    private final Semaphore places;
    private final ExecutorService batches = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean closing;

    UploadIntake(
            IntakeConfig config,
            ObjectMapper json,
            PhotoPipeline pipeline,
            Quarantine quarantine,
            Retrier retrier,
            Halt end,
            @Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.config = config;
        this.parser = new EventParser(json, config.maxEventBytes(), config.rawBytesKept());
        this.logs = new EventLogs(kafka);
        this.pipeline = pipeline;
        this.quarantine = quarantine;
        this.retrier = retrier;
        this.end = end;
        this.places = new Semaphore(config.batches());
    }

    /** Returns when there is a place for the batch, not when it is done: so Kafka is asked for no more than fits. */
    @Incoming("photos-uploaded")
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    @Blocking
    CompletionStage<Void> take(Message<List<byte[]>> batch) throws InterruptedException {
        places.acquire();
        if (closing) {
            places.release();
            return CompletableFuture.completedFuture(null);
        }
        batches.execute(() -> {
            try {
                process(batch);
            } finally {
                places.release();
            }
        });
        return CompletableFuture.completedFuture(null);
    }

    private void process(Message<List<byte[]>> batch) {
        try {
            pipeline.process(events(records(batch)));
            batch.ack();
        } catch (Interrupted shutdown) {
            LOG.debug("a batch was interrupted by the shutdown and will be delivered again");
        } catch (Failure halt) {
            end.because(halt);
        } catch (RuntimeException | Error defect) {
            end.because(defect);
        }
    }

    @SuppressWarnings("unchecked") // the channel's deserializers are those of byte arrays
    private static ConsumerRecords<byte[], byte[]> records(Message<List<byte[]>> batch) {
        return (ConsumerRecords<byte[], byte[]>) batch.getMetadata(IncomingKafkaRecordBatchMetadata.class)
                .orElseThrow()
                .getRecords();
    }

    private List<IncomingEvent> events(ConsumerRecords<byte[], byte[]> records) {
        List<IncomingEvent> events = new ArrayList<>(records.count());
        for (TopicPartition partition : records.partitions()) {
            EventLog log = retrier.call(Dependency.KAFKA, Retrier.FOREVER, () -> logs.of(partition));
            records.records(partition).forEach(record -> events.addAll(parser.parse(record, log)));
        }
        return events;
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        logs.forget();
        quarantine.expire();
    }

    void drain(@Observes(notifyObserver = Reception.IF_EXISTS) ShutdownEvent shutdown) throws InterruptedException {
        closing = true;
        quarantine.stopping();
        if (places.tryAcquire(config.batches(), config.drainTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
            places.release(config.batches()); // for a call that waits in take and will see that this is the end
        } else {
            LOG.warnf("batches in flight did not end within %s; they will be delivered again", config.drainTimeout());
        }
        batches.shutdownNow();
    }
}
