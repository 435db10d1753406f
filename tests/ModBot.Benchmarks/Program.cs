using BenchmarkDotNet.Running;

// dotnet run -c Release --project tests/ModBot.Benchmarks -- --filter '*'
// Only ratios and allocations mean anything: machines differ, and the small ones are noisy.
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
