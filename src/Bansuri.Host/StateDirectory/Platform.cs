using System.Runtime.Versioning;

// Modes of files, sessions, sockets with credentials: there is no other platform.
[assembly: SupportedOSPlatform("linux")]
