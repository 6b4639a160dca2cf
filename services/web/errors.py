def bad_request(request, exception=None):
    raise exception
def forbidden(request, exception=None):
    raise exception
def not_found(request, exception=None):
    raise exception
def server_error(request):
    pass
