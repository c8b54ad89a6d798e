using Bansuri.Host.Control.Contracts;

namespace Bansuri.Host.Control;

/// <summary>What the host says of itself. Called for each request, from any thread.</summary>
internal interface IHostStatus
{
    HostDocument Current { get; }
}
