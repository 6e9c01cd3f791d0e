#!/usr/bin/env python3
"""Codes the reports of one topic of Kafka: events to a second topic, what is no report to a third.

    pip install demarche confluent-kafka
    consumer.py --servers 127.0.0.1:9092 --reports reports --events events --errors errors

A message is one report line, {"id","text","published",...}; give every report an id. The key of what comes out is the
id of the report, so that the events of one report stay together and in order. At least once: the place in the topic
is stored when all that came of the messages before it has been delivered. After a failure some reports are coded
again, to the same bytes: whoever reads the events drops those whose `id` was there.
"""

import argparse
import json
import signal

from confluent_kafka import Consumer, KafkaException, Producer

import demarche


def records(message):
    """The records that a message comes to; one at least, whatever it holds."""
    line = (message.value() or b"").replace(b"\n", b" ").strip() or b"{}"
    return demarche.lines(line, emit_empty=True, emit_errors=True).splitlines()


def run(consumer, producer, events, errors, is_going=lambda: True, batch=200):
    failures = []
    while is_going():
        messages = consumer.consume(batch, timeout=1.0)
        for message in messages:
            if message.error():
                raise KafkaException(message.error())
            for record in records(message):
                fields = json.loads(record)
                is_error = "error" in fields
                producer.produce(
                    errors if is_error else events, key=message.key() if is_error else fields["report"], value=record,
                    headers={"from": f"{message.topic()}/{message.partition()}/{message.offset()}"},
                    on_delivery=lambda error, _: failures.append(error) if error else None)
        producer.flush()
        if failures:
            raise KafkaException(failures[0])
        if messages:
            consumer.commit(asynchronous=False)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--servers", default="127.0.0.1:9092")
    parser.add_argument("--group", default="demarche")
    for topic in ("reports", "events", "errors"):
        parser.add_argument(f"--{topic}", default=topic, metavar="TOPIC")
    options = parser.parse_args()
    stopped = []
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stopped.append(True))
    servers = {"bootstrap.servers": options.servers}
    consumer = Consumer({**servers, "group.id": options.group, "enable.auto.commit": False, "auto.offset.reset": "earliest"})
    producer = Producer({**servers, "enable.idempotence": True})
    consumer.subscribe([options.reports])
    try:
        run(consumer, producer, options.events, options.errors, is_going=lambda: not stopped)
    finally:
        consumer.close()


if __name__ == "__main__":
    main()
