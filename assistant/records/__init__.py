"""The CRM's records: schema, store, migrations, imports, the demo company."""
