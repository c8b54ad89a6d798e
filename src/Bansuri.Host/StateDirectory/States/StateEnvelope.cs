using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Bansuri.Host.StateDirectory.States;

/// <summary>
/// The bytes of <c>state.json</c>: <c>{"version": 1, "sha256": "...", "state": {...}}</c>. The sum is over the text of the state as it
/// stands in the file, so that no edit and no broken disk passes for the truth.
/// </summary>
internal static class StateEnvelope
{
    private const int Version = 1;

    public static byte[] Write(HostState state)
    {
        var text = JsonSerializer.Serialize(state, StateJson.Default.HostState);
        return Encoding.UTF8.GetBytes($$"""{"version":{{Version}},"sha256":"{{Sum(text)}}","state":{{text}}}""");
    }

    /// <exception cref="InvalidDataException">Damaged; the message says how.</exception>
    public static HostState Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            var root = document.RootElement;
            if (root.GetProperty("version").GetInt32() is var version && version != Version)
            {
                throw new InvalidDataException($"its version is {version}, this program knows {Version}");
            }

            var state = root.GetProperty("state");
            return root.GetProperty("sha256").GetString() == Sum(state.GetRawText())
                ? state.Deserialize(StateJson.Default.HostState) ?? throw new InvalidDataException("it is empty")
                : throw new InvalidDataException("its checksum does not match");
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException("it is not the JSON that the host wrote", problem);
        }
    }

    private static string Sum(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
