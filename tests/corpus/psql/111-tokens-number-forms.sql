-- Numbers with a point at either end and with exponents.
select 1. as a, .5 as b, 1e3 as c, 1.5e-3 as d, 00012 as e;
