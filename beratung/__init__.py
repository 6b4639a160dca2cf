"""The project: settings, the table of languages, the embedded database, addresses, logs. It knows nothing of the domain."""
