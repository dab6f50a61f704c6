# frozen_string_literal: true

require 'ffi'
require 'omnifund/constants'

module Omnifund
  # Where the library is: the file that OMNIFUND_LIBRARY names, else the one that the gem has for this platform, else
  # what the system's loader finds.
  module Library
    PROCESSORS = { 'x86_64' => 'x64', 'aarch64' => 'arm64', 'arm' => 'armv7', 'i386' => 'x86' }.freeze

    def self.path
      named = ENV.fetch('OMNIFUND_LIBRARY', '')
      return named unless named.empty?

      file = FFI::Platform.windows? ? 'omnifund.dll' : "libomnifund.#{FFI::Platform::LIBSUFFIX}"
      bundled = File.expand_path("native/#{platform}/#{file}", __dir__)
      return bundled if File.exist?(bundled)

      FFI::Platform.windows? ? file : "#{file}#{version}"
    end

    # As a release calls this system, its libc and the processor.
    def self.platform
      maps = '/proc/self/maps'
      libc = File.exist?(maps) && File.read(maps).include?('/ld-musl-') ? '-musl' : ''
      "#{FFI::Platform::OS}#{libc}-#{PROCESSORS.fetch(FFI::Platform::ARCH, FFI::Platform::ARCH)}"
    end

    def self.version
      FFI::Platform.mac? ? '' : ".#{ABI}"
    end

    # What any version of the library has, asked first: one of another ABI may lack the rest.
    module First
      extend FFI::Library
      ffi_lib Library.path
      attach_function :omnifund_abi_version, [], :int32
    end

    abi = First.omnifund_abi_version
    unless abi == ABI
      raise LoadError, "libomnifund (#{path}) has ABI #{abi}, and this gem is written for #{ABI}: " \
                       'install the two of one version'
    end
  end
end
