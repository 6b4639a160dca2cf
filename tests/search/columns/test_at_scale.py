"""Ten thousand made-up listings: a thousand questions, both engines."""
