<?php

declare(strict_types=1);

namespace Omnifund\Raw;

use FFI;
use FFI\CData;
use FFI\CType;
use Omnifund\OmnifundException;

/**
 * The functions of a loaded library, by their names without "omnifund_", and the types of its header.
 *
 * @internal
 */
final class Functions
{
    /** @var array<string, CData> */
    private array $found = [];

    /** @var array<string, CType> */
    private array $types = [];

    /** @param ?CData $library where PHP itself has bound none: what its functions are looked up in */
    public function __construct(private readonly FFI $ffi, private readonly ?CData $library = null)
    {
    }

    public function find(string $name): CData
    {
        return $this->found[$name] ??= $this->library === null ? $this->bound($name) : $this->lookUp($name);
    }

    /** A new variable of C's. */
    public function variable(string $type): CData
    {
        $variable = $this->ffi->new($this->types[$type] ??= $this->type($type));
        assert($variable !== null);
        return $variable;
    }

    public function cast(string $type, CData $value): CData
    {
        $cast = $this->ffi->cast($this->types[$type] ??= $this->type($type), $value);
        assert($cast !== null);
        return $cast;
    }

    private function type(string $name): CType
    {
        $type = $this->ffi->type($name);
        assert($type !== null);
        return $type;
    }

    private function bound(string $name): CData
    {
        $function = $this->ffi->{"omnifund_$name"};
        assert($function instanceof CData);
        return $function;
    }

    private function lookUp(string $name): CData
    {
        $found = $this->ffi->{'dlsym'}($this->library, "omnifund_$name");
        return $found instanceof CData
            ? $this->cast("omnifund_{$name}_function", $found)
            : throw OmnifundException::of(SetUp::lacks("omnifund_$name"));
    }
}
