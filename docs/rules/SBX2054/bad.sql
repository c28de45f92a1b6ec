CREATE OR REPLACE VIEW public.open_orders AS SELECT 1 AS id;
