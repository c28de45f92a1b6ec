-- U& literals are refused while standard_conforming_strings is off.
set standard_conforming_strings = off;
select U&'\0061';
