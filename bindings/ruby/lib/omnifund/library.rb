# frozen_string_literal: true

require 'ffi'
require 'omnifund/constants'

module Omnifund
  # Where the library is: the file that OMNIFUND_LIBRARY names, else what the system's loader finds.
  module Library
    def self.path
      named = ENV.fetch('OMNIFUND_LIBRARY', '')
      return named unless named.empty?

      FFI::Platform.windows? ? 'omnifund.dll' : "libomnifund.#{FFI::Platform::LIBSUFFIX}#{version}"
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
