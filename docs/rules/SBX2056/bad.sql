CREATE POLICY tenant ON public.orders USING (tenant = current_user);
