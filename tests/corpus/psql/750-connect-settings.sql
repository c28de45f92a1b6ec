-- \connect with settings that are about no place
\c -reuse-previous=on "application_name=renamed"
show application_name;
\c -reuse-previous=on "sslmode=disable"
show application_name;
