CREATE TABLE customer_provider_interactions (i int);
