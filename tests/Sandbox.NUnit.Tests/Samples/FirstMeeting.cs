namespace Sandbox.NUnit.Samples;

[Parallelizable]
public sealed class FirstMeeting : MeetingTest;
