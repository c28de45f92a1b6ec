namespace Sandbox.NUnit.Samples;

public sealed class FirstBodyMeeting : BodyMeetingTest;
