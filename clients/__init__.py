"""Reference clients: zeep and adapter.security, one package per partner."""
