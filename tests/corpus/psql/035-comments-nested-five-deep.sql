-- Block comments nest; stars and slashes beside the delimiters do not matter.
select /*1/*2/**3**//*4/*5*/4*/2*/;*/ 1 as one /**/ /***/;
