namespace Sandbox.Rehearsal.Effects;

/// <summary>A notification that a commit would send. The server shows no pending ones, so it is read off the script and the functions that it reaches.</summary>
/// <param name="Channel">The channel; <c>?</c> where it is computed while the code runs.</param>
/// <param name="Source">What sends it: <c>line 12</c>, or <c>function public.f</c>.</param>
public sealed record NotificationEffect(string Channel, string Source);
