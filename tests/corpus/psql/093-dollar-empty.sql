-- Two dollar signs twice make an empty literal.
select $$$$ = '' as t, $x$$x$ = '' as u, length($$ $$) as one;
