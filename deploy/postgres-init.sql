-- One database per owner; no service reads another's.
CREATE DATABASE ingest;
CREATE DATABASE registry;
CREATE DATABASE reconciliation;
CREATE DATABASE apicurio;
