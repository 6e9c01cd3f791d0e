"""Says that the wheel holds machine code, though no compiler runs here: scripts/build-wheel puts the library in."""

from setuptools import Distribution, setup


class NativeDistribution(Distribution):
    def has_ext_modules(self) -> bool:
        return True


setup(distclass=NativeDistribution)
