-- After a true branch, and in a dead one, \elif does not evaluate its expression.
\if true
\echo a
\elif nonsense
\echo b
\endif
\if false
\if nonsense
\endif
\endif
\echo end
