"""From a document's bytes to what it says: recognise, one pure parser a format, reconcile."""
