-- Border, column and header lines may be double.
\pset linestyle unicode
\pset border 2
\pset unicode_border_linestyle double
\pset unicode_column_linestyle double
\pset unicode_header_linestyle double
select 1 as a, 'x' as b;
\pset unicode_header_linestyle triple
