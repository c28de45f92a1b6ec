namespace Sandbox.NUnit.Samples;

[Parallelizable]
public sealed class SecondMeeting : MeetingTest;
