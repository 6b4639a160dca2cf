"""Files in and out: read → typed record → compare → apply in one transaction. May use actions and all below; knows no request."""
