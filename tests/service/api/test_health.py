"""Health, tasks and metrics."""

from datetime import timedelta

from wirecopy.ledger import heartbeats


def beat(desk, service, name):
    with desk.ledger.begin() as conn:
        heartbeats.beat(conn, service, name, now=desk.now, detail={"pid": 7})


def test_the_process_is_up_whatever_else_is_down(desk):
    desk.queues = None
    assert desk.client.get("/healthz").json() == {"status": "up"}


def test_it_is_ready_when_database_and_broker_answer(desk):
    answer = desk.client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json()["status"] == "ready"


def test_a_broker_that_is_down_is_named(desk):
    desk.queues = None
    answer = desk.client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["type"] == "/docs#problem-not-ready"
    assert "broker" in answer.json()["detail"]
    assert "database" not in answer.json()["detail"]


def test_an_old_schema_is_named_with_what_to_run(desk):
    with desk.ledger.begin() as conn:
        conn.exec_driver_sql("UPDATE alembic_version SET version_num = 'x'")
    answer = desk.client.get("/readyz")
    assert answer.status_code == 503
    assert "schema" in answer.json()["detail"]


def test_tasks_tell_queues_entries_and_who_runs(desk):
    beat(desk, "fetcher", "old-fetcher")
    desk.now += timedelta(minutes=5)
    feed = desk.feed()
    desk.entry(feed, "Waiting one")
    desk.now += timedelta(seconds=30)
    beat(desk, "worker", "worker-1")
    tasks = desk.client.get("/v1/tasks").json()
    assert tasks["queues"] == {"feeds": 0, "articles": 3}
    assert tasks["entries"]["waiting"] == 1
    assert tasks["entries"]["failed"] == 0
    assert tasks["feeds"]["active"] == 1
    assert tasks["oldest_waiting_at"] == "2026-03-01T12:05:00Z"
    assert tasks["fetchers"] == []
    assert [worker["name"] for worker in tasks["workers"]] == ["worker-1"]


def test_tasks_answer_while_the_broker_is_down(desk):
    desk.queues = None
    tasks = desk.client.get("/v1/tasks").json()
    assert tasks["queues"] is None
    assert "does not answer" in tasks["broker_error"]


def test_metrics_count_what_the_ledger_holds(desk):
    desk.entry(desk.feed(), "Broken", failed="ValueError: bad")
    desk.article()
    lines = desk.client.get("/metrics").text.splitlines()
    assert 'wirecopy_entries{state="failed"} 1.0' in lines
    assert 'wirecopy_entries{state="stored"} 0.0' in lines
    assert 'wirecopy_feeds{state="active"} 1.0' in lines
    assert "wirecopy_articles 1.0" in lines
    assert 'wirecopy_queue_depth{queue="articles"} 3.0' in lines
    assert "wirecopy_broker_up 1.0" in lines


def test_metrics_tell_of_a_broker_that_is_down(desk):
    desk.queues = None
    text = desk.client.get("/metrics").text
    assert "wirecopy_broker_up 0.0" in text
    assert "wirecopy_queue_depth{" not in text
