package io.hookline.reconciliation;

import static io.hookline.reconciliation.RunningService.eventually;
import static io.hookline.reconciliation.RunningService.unique;
import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.schemas.CloudEventHeaders;
import java.util.List;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class PublishIT {
    private final RunningService service = RunningService.shared();
    private final String workspace = unique("ws");
    private final String post = unique("post");
    private final String external = unique("external");

    @Test
    void announcesSuccessOnceHoweverOftenTheCallbackArrives() {
        String id = service.submit(workspace, post, "instagram", external, null);
        String callback = unique("cb");
        for (int i = 0; i < 5; i++) {
            service.callback(callback, "instagram", external, """
                    {"external_post_id": "%s", "media_url": "https://www.instagram.com/p/ABC123/",
                     "status": "published", "timestamp": "2024-01-15T10:30:00Z"}""".formatted(external));
        }
        service.callback(unique("cb"), "instagram", external, """
                {"status": "published", "again": true}""");

        eventually().until(() -> service.events().ledgerOf(id).size() >= 2);

        List<ConsumerRecord<String, GenericRecord>> events = service.events().about(workspace, post);
        assertThat(events).hasSize(1);
        assertThat(Events.header(events.getFirst(), CloudEventHeaders.TYPE)).isEqualTo("post.published");
        assertThat(Events.header(events.getFirst(), CloudEventHeaders.WORKSPACE))
                .isEqualTo(workspace);
        assertThat(Events.header(events.getFirst(), CloudEventHeaders.SUBJECT)).isEqualTo(post);
        assertThat(Events.header(events.getFirst(), CloudEventHeaders.ID))
                .startsWith("evt_")
                .hasSize(36);
        GenericRecord data = events.getFirst().value();
        assertThat(data.get("platformPostId")).hasToString(external);
        assertThat(data.get("publishedAt")).hasToString("2024-01-15T10:30:00Z");
        assertThat(data.get("url")).hasToString("https://www.instagram.com/p/ABC123/");
        assertThat(data.get("corrected")).isNull();
        assertThat(service.events().ledgerOf(id))
                .containsExactly("publish_webhook_received", "publish_webhook_received");
        JsonNode publish = service.publish(workspace, id);
        assertThat(publish.get("status").stringValue()).isEqualTo("succeeded");
        assertThat(publish.get("extraMetadata").get("webhook_received").booleanValue())
                .isTrue();
        assertThat(publish.get("extraMetadata").get("webhook_platform").stringValue())
                .isEqualTo("instagram");
        assertThat(publish.get("extraMetadata").get("webhook_status").stringValue())
                .isEqualTo("published");
    }

    @Test
    void appliesCallbackThatCameBeforeItsPublish() {
        service.callback(unique("cb"), "youtube", external, """
                {"videoId": "dQw4w9WgXcQ", "publishAt": "2024-01-15T10:30:00Z"}""");

        service.submit(workspace, post, "youtube", external, null);

        ConsumerRecord<String, GenericRecord> event = onlyEvent();
        assertThat(Events.header(event, CloudEventHeaders.TYPE)).isEqualTo("post.published");
        assertThat(event.value().get("platformPostId")).hasToString("dQw4w9WgXcQ");
    }

    @Test
    void announcesTimeoutAndCorrectsItWhenThePlatformIsLate() {
        String id = service.submit(workspace, post, "tiktok", external, 1);
        ConsumerRecord<String, GenericRecord> failure = onlyEvent();
        assertThat(Events.header(failure, CloudEventHeaders.TYPE)).isEqualTo("post.failed");
        assertThat(failure.value().get("errorCode")).hasToString("TIMEOUT");
        assertThat(service.publish(workspace, id).get("status").stringValue()).isEqualTo("failed");

        service.callback(unique("cb"), "tiktok", external, """
                {"task_id": "task_abc123", "complete": true}""");

        eventually().until(() -> service.events().about(workspace, post).size() == 2);
        ConsumerRecord<String, GenericRecord> success =
                service.events().about(workspace, post).get(1);
        assertThat(Events.header(success, CloudEventHeaders.TYPE)).isEqualTo("post.published");
        assertThat(success.value().get("corrected")).isEqualTo(true);
        eventually().untilAsserted(() -> assertThat(service.events().ledgerOf(id))
                .containsExactly("publish_timed_out", "publish_webhook_received", "publish_corrected"));
        JsonNode publish = service.publish(workspace, id);
        assertThat(publish.get("status").stringValue()).isEqualTo("succeeded");
        assertThat(publish.get("corrected").booleanValue()).isTrue();
        assertThat(publish.get("error").isNull()).isTrue();
    }

    @Test
    void announcesThePlatformsFailureAndKeepsItsFirstWord() {
        String id = service.submit(workspace, post, "instagram", external, null);
        service.callback(unique("cb"), "instagram", external, """
                {"status": "failed", "error": {"message": "Authentication failed", "code": "AUTH_ERROR"}}""");
        service.callback(unique("cb"), "instagram", external, """
                {"status": "published"}""");

        eventually().untilAsserted(() -> assertThat(service.events().ledgerOf(id))
                .containsExactly("publish_webhook_received", "publish_webhook_received", "publish_conflict"));
        ConsumerRecord<String, GenericRecord> event = onlyEvent();
        assertThat(event.value().get("error")).hasToString("Authentication failed");
        assertThat(event.value().get("errorCode")).hasToString("AUTH_ERROR");
        assertThat(service.publish(workspace, id).get("status").stringValue()).isEqualTo("failed");
    }

    @Test
    void recordsProgressWithoutEndingThePublish() {
        String id = service.submit(workspace, post, "tiktok", external, null);
        service.callback(unique("cb"), "tiktok", external, """
                {"task_id": "task_abc123", "complete": false}""");

        eventually().until(() -> service.events().ledgerOf(id).size() == 1);

        assertThat(service.events().about(workspace, post)).isEmpty();
        JsonNode publish = service.publish(workspace, id);
        assertThat(publish.get("status").stringValue()).isEqualTo("pending");
        assertThat(publish.get("extraMetadata").get("complete").booleanValue()).isFalse();
    }

    @Test
    void tellsEveryWorkspaceThatRegisteredThePost() {
        String other = unique("ws");
        service.submit(workspace, post, "instagram", external, null);
        service.submit(other, post, "instagram", external, null);
        service.callback(unique("cb"), "instagram", external, """
                {"status": "published"}""");

        eventually().until(() -> service.events().about(workspace, post).size() == 1);
        eventually().until(() -> service.events().about(other, post).size() == 1);
    }

    @Test
    void keepsTheFirstRegistration() {
        String id = service.submit(workspace, post, "instagram", external, 3600);
        service.submit(workspace, unique("post"), "instagram", external, 1);
        service.callback(unique("cb"), "instagram", external, """
                {"status": "published"}""");

        onlyEvent();

        assertThat(service.publish(workspace, id).get("postId").stringValue()).isEqualTo(post);
    }

    private ConsumerRecord<String, GenericRecord> onlyEvent() {
        eventually().until(() -> !service.events().about(workspace, post).isEmpty());
        List<ConsumerRecord<String, GenericRecord>> events = service.events().about(workspace, post);
        assertThat(events).hasSize(1);
        return events.getFirst();
    }
}
