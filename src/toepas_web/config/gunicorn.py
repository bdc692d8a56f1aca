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


def when_ready(server):  # noqa: ANN001, ANN201, ARG001 (called by the server with its own object)
    """What was loaded before the processes part is no longer looked through for garbage, and so stays shared between them."""
    _keep()


def _keep():  # noqa: ANN202 (as the others here)
    """Everything that is loaded now stays as long as the process runs. To look through it for garbage, again and again, made one of ten
    pages wait for more than a tenth of a second."""
    import gc

    gc.collect()
    gc.freeze()


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
        _keep()

    threading.Thread(target=everything, daemon=True).start()
