-- In a dead branch comments are still lexed and can hide the end of the branch.
\if false
select /* \endif
\echo hidden
*/ 1;
\endif
\echo seen
