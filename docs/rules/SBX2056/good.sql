CREATE TABLE public.bills (tenant text);
CREATE POLICY tenant ON public.bills USING (tenant = current_user);
