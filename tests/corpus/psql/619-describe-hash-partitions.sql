-- Hash partitions name their modulus.
create table h (a int) partition by hash (a);
create table h0 partition of h for values with (modulus 2, remainder 0);
create table h1 partition of h for values with (modulus 2, remainder 1);
\d+ h
\d h0
