-- Wide characters and newlines in wrapped cells.
\pset format wrapped
\pset columns 20
select '日本語日本語日本語' as a, e'x\ny and more of it' as b;
