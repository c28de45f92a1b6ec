-- A partitioned table, its parts, and a part that is partitioned again.
create table m (d date, k int) partition by range (d);
create table m_2020 partition of m for values from ('2020-01-01') to ('2021-01-01');
create table m_2021 partition of m for values from ('2021-01-01') to ('2022-01-01') partition by list (k);
create table m_2021_a partition of m_2021 for values in (1, 2);
create table m_rest partition of m default;
\d m
\d+ m
\d m_2020
\d m_2021
\dP
