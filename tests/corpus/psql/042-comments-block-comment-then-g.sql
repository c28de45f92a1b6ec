-- A block comment alone fills the buffer, so \g sends it and does not repeat the last query.
select 1;
/* nothing */ \g
\g
