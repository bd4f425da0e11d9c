<?php

require __DIR__ . '/sample.php';

foreach (explode("\n", rtrim(stream_get_contents(STDIN), "\n")) as $line) {
    [$id, $timestamp, $signature, $secret, $body] = explode("\t", $line);
    $headers = ['webhook-id' => $id, 'webhook-timestamp' => $timestamp, 'webhook-signature' => $signature];
    echo is_genuine($headers, $body, $secret) ? 'true' : 'false', "\n";
}
