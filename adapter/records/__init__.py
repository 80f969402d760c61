"""ASN data at rest: models, migrations, encryption, import, synthetic population, queries."""
