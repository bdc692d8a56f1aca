"""How the processes of the site behave. No log of requests: addresses can hold a visitor's answers."""

worker_class = "gthread"
threads = 4
timeout = 60
graceful_timeout = 20
keepalive = 5
max_requests = 20000
max_requests_jitter = 2000
accesslog = None
loglevel = "warning"
preload_app = True
limit_request_line = 8190
limit_request_field_size = 16380


def post_fork(server, worker):  # noqa: ANN001, ANN201, ARG001 (called by the server with its own objects)
    """Each process opens its own connections."""
    from django.db import connections

    connections.close_all()


def post_worker_init(worker):  # noqa: ANN001, ANN201, ARG001 (called by the server with its own objects)
    """Get the catalogue, the questions and the drawing of charts ready while the first pages are served, so that the first search, the
    first question and the first chart do not wait for it. The renderer cannot be started before the fork."""
    import threading

    from django.db import connection

    from toepas_web.ask.engine import ready
    from toepas_web.catalogue.engine import collection
    from toepas_web.observatory.pictures import ready as ready_to_draw

    def everything() -> None:
        ready()
        ready_to_draw()
        collection()
        connection.close()

    threading.Thread(target=everything, daemon=True).start()
