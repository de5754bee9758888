"""The Celery side: one app, a few tasks."""
