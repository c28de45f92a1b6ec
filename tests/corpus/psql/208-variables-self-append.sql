-- A variable may be put into its own new value.
\set list a
\set list :list ,b
\set list :list ,c
\echo :list
